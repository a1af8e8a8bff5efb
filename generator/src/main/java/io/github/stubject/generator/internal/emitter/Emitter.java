package io.github.stubject.generator.internal.emitter;

import io.github.stubject.generator.GeneratedFile;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.model.ServiceTypes;
import java.util.ArrayList;
import java.util.List;

/** Writes the classes of a service. */
public final class Emitter {
    private Emitter() {}

    /** The files of the service: three for its calls, three for its events, and the binding. */
    public static List<GeneratedFile> emit(ServiceModel service) {
        ServiceTypes types = service.types();
        List<GeneratedFile> files = new ArrayList<>();
        if (service.hasCalls()) {
            files.add(SourceFile.of(service, types.blocking(), ContractEmitter.blocking(service)));
            files.add(SourceFile.of(service, types.async(), ContractEmitter.async(service)));
            files.add(SourceFile.of(service, types.client(), ClientEmitter.client(service)));
        }
        if (service.hasEvents()) {
            files.add(SourceFile.of(service, types.listener(), ListenerEmitter.blocking(service)));
            files.add(SourceFile.of(service, types.listenerAsync(), ListenerEmitter.async(service)));
            files.add(SourceFile.of(service, types.publisher(), PublisherEmitter.publisher(service)));
        }
        files.add(SourceFile.of(service, types.binding(), BindingEmitter.binding(service)));
        return List.copyOf(files);
    }
}
