package io.github.stubject.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.asyncapi.AsyncApi;
import io.github.stubject.generator.asyncapi.AsyncApiDocument;
import io.github.stubject.generator.asyncapi.Validity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Documents of other people's services, a file each. Those of etcd are missing, as the generator refuses them as they are. */
@Timeout(900)
class AsyncApiCorpusTest {
    private static final int SERVICES = 300;

    private final Validity validity = new Validity();

    @Test
    void everyDocumentIsValidAndTheSameInYaml() throws Exception {
        int documents = 0;
        int services = 0;
        for (String execution : List.of("corpus", "hbase")) {
            byte[] set = Corpus.descriptorSet(execution);
            for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
                if (file.getServiceCount() > 0) {
                    AsyncApiDocument document = AsyncApi.document(
                            DocumentRequest.builder(set, Set.of(file.getName())).build());
                    String json = document.toJson();
                    assertThat(validity.faults(json)).as(file.getName()).isEmpty();
                    assertThat(yaml(document.toYaml()))
                            .as(file.getName())
                            .isEqualTo(new ObjectMapper().readValue(json, Object.class));
                    documents++;
                    services += file.getServiceCount();
                }
            }
        }
        assertThat(services).isGreaterThan(SERVICES);
        System.out.println(documents + " documents of " + services + " services are valid.");
    }

    private static Object yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return new Yaml(new SafeConstructor(options)).load(text);
    }
}
