package io.github.stubject.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.html.HtmlPage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages of other people's services, a file each. Those of etcd are missing, as the generator refuses them as they are. */
@Timeout(900)
class HtmlPageCorpusTest {
    private static final int SERVICES = 300;

    private int services;
    private int examples;

    @Test
    void onEveryPageLinksLeadSomewhereAndExamplesAreMessages() throws Exception {
        String largest = "";
        int most = 0;
        for (String execution : List.of("corpus", "hbase")) {
            byte[] set = Corpus.descriptorSet(execution);
            Map<String, Descriptor> messages = messages(set);
            for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
                if (file.getServiceCount() > 0) {
                    String html = HtmlPage.write(
                            DocumentRequest.builder(set, Set.of(file.getName())).build());
                    look(Jsoup.parse(html), messages, file.getName());
                    services += file.getServiceCount();
                    if (html.length() > most) {
                        most = html.length();
                        largest = file.getName();
                    }
                }
            }
        }
        assertThat(services).isGreaterThan(SERVICES);
        assertThat(examples).isGreaterThan(services);
        System.out.printf(
                "%d services and %d examples are as they should be. The largest page, of %s, has %,d characters.%n",
                services, examples, largest, most);
    }

    private void look(Document page, Map<String, Descriptor> messages, String file) throws Exception {
        Set<String> anchors = new HashSet<>();
        for (Element element : page.select("[id]")) {
            assertThat(anchors.add(element.id()))
                    .as("%s: %s", file, element.id())
                    .isTrue();
        }
        for (Element link : page.select("a[href^=#]")) {
            assertThat(anchors).as(file).contains(link.attr("href").substring(1));
        }
        assertThat(page.select("script, style, img, [src]")).as(file).hasSize(2);
        for (Element type : page.select(".type:has(> details)")) {
            Descriptor descriptor = messages.get(type.id());
            if (descriptor != null) { // all but our own status, which the protos do not import
                DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
                JsonFormat.parser().merge(type.select("> details pre").text(), message);
                assertThat(message.isInitialized()).as(type.id()).isTrue();
                examples++;
            }
        }
    }

    private static Map<String, Descriptor> messages(byte[] set) throws Exception {
        Map<String, FileDescriptor> files = new HashMap<>();
        Deque<Descriptor> open = new ArrayDeque<>();
        for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
            FileDescriptor[] imports =
                    file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
            FileDescriptor linked = FileDescriptor.buildFrom(file, imports);
            files.put(file.getName(), linked);
            open.addAll(linked.getMessageTypes());
        }
        Map<String, Descriptor> messages = new HashMap<>();
        while (!open.isEmpty()) {
            Descriptor message = open.remove();
            messages.put(message.getFullName(), message);
            open.addAll(message.getNestedTypes());
        }
        return messages;
    }
}
