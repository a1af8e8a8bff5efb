package io.github.stubject.generator.internal.emitter;

import io.github.stubject.generator.GeneratedFile;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.List;

/** Writes the classes of a service. */
public final class Emitter {
    private Emitter() {}

    /** The four files of the service. */
    public static List<GeneratedFile> emit(ServiceModel service) {
        return List.of(
                SourceFile.of(service, service.types().blocking(), ContractEmitter.blocking(service)),
                SourceFile.of(service, service.types().async(), ContractEmitter.async(service)),
                SourceFile.of(service, service.types().client(), ClientEmitter.client(service)),
                SourceFile.of(service, service.types().binding(), BindingEmitter.binding(service)));
    }
}
