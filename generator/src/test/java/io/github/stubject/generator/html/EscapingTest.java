package io.github.stubject.generator.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever names and comments are made of, they are text. */
class EscapingTest {
    private static final String HOSTILE = "<script>alert('x')</script> & \"quoted\" ]]> <!-- </style> <b onclick=x>";

    @TempDir
    private Path work;

    private Document pageOfComment(String comment) throws Exception {
        String lines = comment.lines().map(line -> "// " + line + "\n").reduce("", String::concat);
        return Pages.ofText("""
                syntax = "proto3";
                package acme;
                import "google/protobuf/empty.proto";
                service Greeter {
                %srpc Greet(google.protobuf.Empty) returns (google.protobuf.Empty);
                }
                """.formatted(lines), work).page();
    }

    private static String comment(Document page) {
        Element method = Pages.at(page, "acme.Greeter.Greet");
        method.select("h3, .subject, .types, .facts, .paste").remove();
        return method.html().strip();
    }

    @Test
    void namesOptionsAndTitlesAreText() throws Exception {
        Document page =
                Pages.ofText("""
                syntax = "proto3";
                package acme;
                import "stubject/options.proto";
                import "google/protobuf/empty.proto";
                service Orders {
                  option (stubject.service) = {
                    subject: "shop.<i&'\\"" version: "1.0.0"
                    description: "<script>alert('x')</script> & more"
                    queue_group: "<b&'\\""
                    metadata { key: "<u>" value: "</dd><script>" }
                  };
                  rpc Place(Order) returns (Order) {
                    option (stubject.method).metadata = { key: "<u>" value: "</dd><script>" };
                  }
                  rpc Placed(Order) returns (google.protobuf.Empty) {
                    option (stubject.method) = { subject: "'x'" event { durable { stream: "<ORDERS&" } } };
                  }
                }
                message Order { string id = 1 [json_name = "<i>'\\"&{{.}}"]; }
                """, work).page(request -> request.title(HOSTILE).version(HOSTILE));

        assertThat(page.select("script, style")).hasSize(2);
        assertThat(page.select("i, u, [onclick], [onerror]")).isEmpty();
        assertThat(page.title()).isEqualTo(HOSTILE);
        assertThat(page.select("h1").text()).isEqualTo(HOSTILE);
        assertThat(page.select("header small").text()).isEqualTo(HOSTILE);
        Element orders = Pages.at(page, "acme.Orders");
        assertThat(orders.select("> p").text()).isEqualTo("<script>alert('x')</script> & more");
        assertThat(orders.select("> .facts").text()).endsWith("Metadata <u> </dd><script>");
        Element place = Pages.at(page, "acme.Orders.Place");
        assertThat(place.select(".subject").text()).isEqualTo("shop.<i&'\".place");
        assertThat(place.select(".facts").text()).isEqualTo("Queue group <b&'\" Metadata <u> </dd><script>");
        assertThat(place.select(".command").text())
                .isEqualTo("nats req 'shop.<i&'\\''\".place' '{\"<i>'\\''\\\"&{\\u007b.}}\":\"my-id\"}'");
        assertThat(Pages.at(page, "acme.Orders.Placed").select(".facts").text()).startsWith("Stream <ORDERS&");
        assertThat(Pages.at(page, "acme.Order.id").select(".json").text()).isEqualTo("JSON <i>'\"&{{.}}");
        assertThat(Pages.at(page, "acme.Orders-permissions").select("pre").text())
                .contains("\"shop.<i&'\\\".place\"");
    }

    @Test
    void htmlInACommentIsText() throws Exception {
        Document page = pageOfComment(HOSTILE + "\n\n<div><img src=x onerror=alert(1)></div>");

        assertThat(page.select("script, style")).hasSize(2);
        assertThat(page.select("img, [onclick], [onerror]")).isEmpty();
        assertThat(Jsoup.parse(comment(page)).text()).isEqualTo(HOSTILE + " <div><img src=x onerror=alert(1)></div>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    see [here](javascript:alert(1)) | see here
                    see [here](JavaScript&#58;alert(1)) | see here
                    see [here](data:text/html,x) | see here
                    see [here](file:///etc/passwd) | see here
                    see [here](//evil.example) | see here
                    see <javascript:alert(1)> | see javascript:alert(1)
                    see ![a picture](https://evil.example/x.png) | see a picture
                    see [![a picture](https://evil.example/x.png)](javascript:x) | see a picture
                    """)
    void linksToElsewhereThanTheWebAndPicturesAreWhatTheySay(String markdown, String text) throws Exception {
        assertThat(comment(pageOfComment(markdown))).isEqualTo("<p>" + text + "</p>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    *some* **thing** | <p><em>some</em> <strong>thing</strong></p>
                    a [link](https://nats.io?a=1&b=2) | <p>a <a href="https://nats.io?a=1&amp;b=2">link</a></p>
                    <https://nats.io> | <p><a href="https://nats.io">https://nats.io</a></p>
                    # of orders | <p># of orders</p>
                    > 5 | <p>&gt; 5</p>
                    """)
    void aSmallPartOfMarkdownIsUnderstood(String markdown, String html) throws Exception {
        assertThat(comment(pageOfComment(markdown))).isEqualTo(html);
    }

    @Test
    void codeInACommentStaysAsItIs() throws Exception {
        Document page = pageOfComment("Like `a < b`:\n\n```json\n{\"a\": \"<b>\"}\n```");

        Element method = Pages.at(page, "acme.Greeter.Greet");
        assertThat(method.select("p code").eachText()).contains("a < b");
        assertThat(method.select("pre code").eachText()).startsWith("{\"a\": \"<b>\"}");
    }

    @Test
    void markdownWithoutEndDoesNoHarm() throws Exception {
        int many = 20_000;
        String nested = "> - ".repeat(many) + "\n\n" + "**a ".repeat(many) + " b**".repeat(many) + "\n\n"
                + "[".repeat(many) + "](".repeat(many);

        assertThat(comment(pageOfComment(nested))).contains("**a");
    }
}
