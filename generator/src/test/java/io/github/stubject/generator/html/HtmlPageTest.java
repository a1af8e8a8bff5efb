package io.github.stubject.generator.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseErrorList;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page says, and where. */
class HtmlPageTest {
    @TempDir
    private Path work;

    private static String text(Document page, String anchor, String selector) {
        return Pages.at(page, anchor).select(selector).text();
    }

    @Test
    void aCallHasSubjectMessagesSettingsAndACommand() throws Exception {
        Document page = Pages.everything(work).page();
        String place = "acme.shop.Orders.Place";

        assertThat(text(page, place, "h3")).isEqualTo("Place call");
        assertThat(text(page, place, ".subject")).isEqualTo("shop.orders.place.{customer_id}.{address.kind}");
        assertThat(text(page, place, ".types")).isEqualTo("Order → Receipt or an error");
        assertThat(text(page, place, "li")).isEqualTo("the id is yours twice is once: no harm");
        assertThat(Pages.at(page, place).select(".parameters > div").eachText())
                .containsExactly(
                        "{customer_id} is Order.customer_id",
                        "{address.kind} is Address.kind: KIND_UNSPECIFIED, HOUSE Of what kind.");
        assertThat(Pages.at(page, place).select(".facts > div").eachText())
                .containsExactly("Timeout 2 s", "Idempotent yes: twice does no more than once");
        assertThat(text(page, place, ".command"))
                .isEqualTo("nats req shop.orders.place.my-customer-id.HOUSE"
                        + " '{\"id\":\"my-id\",\"customerId\":\"my-customer-id\",\"address\":{\"kind\":\"HOUSE\"},\"gift\":true,"
                        + "\"partition\":1}'");
        assertThat(text(page, "acme.shop.Orders.Count", ".deprecated")).isEqualTo("deprecated");
        assertThat(text(page, "acme.shop.Orders.Count", ".command"))
                .isEqualTo("nats req --replies=0 shop.orders.count '{}'");
    }

    @Test
    void aStreamHasNoCommandSinceTheToolCannotOpenOne() throws Exception {
        Document page = Pages.everything(work).page();

        assertThat(text(page, "acme.shop.Orders.Watch", ".types")).isEqualTo("Order → stream of Receipt or an error");
        assertThat(text(page, "acme.shop.Orders.Watch", ".facts")).isEqualTo("Queue group watchers Timeout 60 s");
        assertThat(text(page, "acme.shop.Orders.Chat", ".kind")).isEqualTo("streams in both directions");
        assertThat(Pages.at(page, "acme.shop.Orders.Watch").select(".command")).isEmpty();
    }

    @Test
    void anEventIsListenedToAndACoreOneIsPublishedToo() throws Exception {
        Document page = Pages.everything(work).page();

        assertThat(Pages.at(page, "acme.shop.Orders.Viewed").select(".command").eachText())
                .satisfiesExactly(
                        sub -> assertThat(sub).isEqualTo("nats sub 'shop.orders.viewed.*.*'"),
                        pub -> assertThat(pub).startsWith("nats pub shop.orders.viewed.my-customer-id.true '{"));
        assertThat(Pages.at(page, "acme.shop.Orders.Moved").select(".command").eachText())
                .containsExactly("nats sub 'shop.orders.moved.*'");
        assertThat(text(page, "acme.shop.Orders.Moved", ".subject")).isEqualTo("shop.orders.moved.{partition}");
        assertThat(text(page, "acme.shop.Orders.Moved", ".facts"))
                .isEqualTo(
                        "Stream MOVES Key text Partitions 3, by the key: the last token of the subject Encoding protobuf alone");
    }

    @Test
    void aMessageHasItsFieldsOnceForAllWhoUseIt() throws Exception {
        Document page = Pages.everything(work).page();

        assertThat(page.select("[id=acme.shop.Order]")).hasSize(1);
        assertThat(text(page, "acme.shop.Order", ".uses"))
                .startsWith("Used by Orders.Place, Orders.Watch, Orders.Upload, Orders.Chat");
        assertThat(text(page, "acme.shop.Order.customer_id", "dt")).isEqualTo("customer_id string = 2");
        assertThat(text(page, "acme.shop.Order.customer_id", "dd")).isEqualTo("JSON customerId");
        assertThat(text(page, "acme.shop.Order.id", "dd")).isEqualTo("Chosen by the customer.");
        assertThat(text(page, "acme.shop.Everything.by_name", "dt")).isEqualTo("by_name map<string, Address> = 20");
        assertThat(text(page, "acme.shop.Everything.an_optional", "dt")).isEqualTo("an_optional optional string = 17");
        assertThat(text(page, "acme.shop.Everything.some_kinds", "dt")).isEqualTo("some_kinds repeated Kind = 19");
        assertThat(text(page, "acme.shop.Everything.right", "dt")).isEqualTo("right Address = 25 one of choice");
        assertThat(text(page, "acme.shop.Everything", ".oneof + p")).isEqualTo("One of several.");
        assertThat(text(page, "acme.shop.Receipt.text", "dt")).isEqualTo("text string = 1 deprecated");
        assertThat(text(page, "acme.shop.Kind.HOUSE", "dd")).isEqualTo("A house, with a door.");
        assertThat(text(page, "acme.shop.Kind.HOME", "dt")).isEqualTo("HOME = 1 deprecated");
        assertThat(text(page, "google.protobuf.Duration", "p")).startsWith("Seconds, such as 1.5s.");
        assertThat(text(page, "acme.old.Legacy", "dt")).contains("required");
    }

    @Test
    void aServiceHasWhatDiscoveryShowsAndThePermissionsOfEachRole() throws Exception {
        Pages pages = Pages.everything(work);
        Document page = pages.page(request -> request.prefix("staging"));

        assertThat(text(page, "acme.shop.Orders", "> p"))
                .startsWith("Everything about orders: \"place\", watch & pay #1. Takes orders.");
        assertThat(text(page, "acme.shop.Orders", "> .facts"))
                .isEqualTo("In Java com.acme.shop.OrdersBinding Name in discovery orders Version 1.4.0");
        assertThat(text(page, "acme.shop.Orders.Place", ".subject")).startsWith("staging.shop.orders.");
        assertThat(text(page, "acme.shop.Orders.Place", ".command")).startsWith("nats req staging.shop.orders.");
        List<String> blocks = Pages.at(page, "acme.shop.Orders-permissions").select("pre").stream()
                .map(Element::wholeText)
                .toList();
        assertThat(blocks).hasSize(Role.values().length);
        String printed = Permissions.print(PermissionsRequest.builder(pages.set(), Set.of("everything.proto"))
                .prefix("staging")
                .build());
        assertThat(blocks).allSatisfy(block -> assertThat(printed).contains(block));
        assertThat(Pages.at(page, "acme.shop.Old-permissions")
                        .select("summary b")
                        .eachText())
                .containsExactly("client", "service", "exporter", "importer");
    }

    @Test
    void everyLinkLeadsSomewhereAndNoAnchorIsThereTwice() throws Exception {
        Document page = Pages.everything(work).page();
        Set<String> anchors = new HashSet<>();

        for (Element element : page.select("[id]")) {
            assertThat(anchors.add(element.id())).as(element.id()).isTrue();
        }
        for (Element link : page.select("a[href^=#]")) {
            assertThat(anchors).contains(link.attr("href").substring(1));
        }
        assertThat(anchors)
                .contains("acme.shop.Orders", "acme.shop.Orders.Place", "acme.shop.Order", "acme.shop.Order.id");
    }

    @Test
    void nothingIsLoadedFromAnywhere() throws Exception {
        String html = Pages.everything(work).html();
        Document page = Pages.everything(work).page();

        assertThat(page.select("[src], link, img, iframe, object, embed, form, [style]"))
                .isEmpty();
        assertThat(page.select("style").html()).doesNotContain("url(", "@import");
        assertThat(html).doesNotContain("fetch(", "XMLHttpRequest", "import(");
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
    }

    @Test
    void thePolicyAllowsTheStyleAndTheScriptOfThePage() throws Exception {
        Document page = Pages.everything(work).page();
        String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");

        assertThat(page.select("style, script")).hasSize(2);
        assertThat(policy)
                .contains("; style-src " + source(page, "style") + ";", "; script-src " + source(page, "script") + ";");
    }

    /** As a browser computes it. */
    private static String source(Document page, String element) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(page.expectFirst(element).data().getBytes(UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    @Test
    void theHtmlIsCorrect() throws Exception {
        Parser parser = Parser.htmlParser().setTrackErrors(100);
        Document page = parser.parseInput(Pages.everything(work).html(), "");
        ParseErrorList errors = parser.getErrors();

        assertThat(errors).isEmpty();
        assertThat(page.select("html[lang], main, nav[aria-label], header, h1")).hasSize(5);
        assertThat(page.select("input:not([aria-label]), nav:not([aria-label])"))
                .isEmpty();
    }

    @Test
    void theSameProtosGiveTheSameBytes() throws Exception {
        assertThat(Pages.everything(work).html())
                .isEqualTo(Pages.everything(work).html());
    }

    @Test
    void titleAndVersionCanBeChosen() throws Exception {
        Document page = Pages.everything(work)
                .page(request -> request.title("Shop & <all>").version("2026-11"));

        assertThat(page.title()).isEqualTo("Shop & <all>");
        assertThat(page.select("h1").text()).isEqualTo("Shop & <all>");
        assertThat(page.select("header small").text()).isEqualTo("2026-11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeter", "orders", "prices", "registry"})
    void theLinksOfTheSamplesLeadSomewhere(String sample) throws Exception {
        Document page =
                Pages.of(Path.of("../samples", sample, "src/main/proto"), work).page();

        assertThat(page.select("a[href^=#]"))
                .isNotEmpty()
                .allSatisfy(
                        link -> assertThat(page.getElementById(link.attr("href").substring(1)))
                                .as(link.outerHtml())
                                .isNotNull());
    }

    @Test
    void aServiceWithoutMethodsHasAPage() throws Exception {
        Document page = Pages.ofText("syntax = \"proto3\"; package acme; service Nothing {}", work)
                .page();

        assertThat(text(page, "acme.Nothing", "h2")).isEqualTo("acme.Nothing");
        assertThat(page.select(".method")).isEmpty();
    }

    @Test
    void aServiceWithEventsAloneHasNothingAboutFailedCalls() throws Exception {
        Document page = Pages.ofText("""
                syntax = "proto3";
                package acme;
                import "google/protobuf/empty.proto";
                import "stubject/options.proto";
                service Chimes {
                  rpc Struck(Hour) returns (google.protobuf.Empty) { option (stubject.method) = { event {} }; }
                }
                message Hour { int32 hour = 1; }
                """, work).page();

        assertThat(page.select(".type").eachAttr("id")).containsExactly("acme.Hour");
        assertThat(page.select("a[href^=#]"))
                .allSatisfy(
                        link -> assertThat(page.getElementById(link.attr("href").substring(1)))
                                .as(link.outerHtml())
                                .isNotNull());
        assertThat(page.getElementById("how-calls-fail")).isNull();
    }

    @Test
    void theCodesAreThoseOfTheWireProtocol() throws Exception {
        Matcher row = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d+) \\| (\\d+) \\|$")
                .matcher(Files.readString(Path.of("../docs/wire-protocol.md")));
        List<String> documented = row.results()
                .map(code -> "%s = %s, header %s".formatted(code.group(1), code.group(2), code.group(3)))
                .toList();

        assertThat(documented).hasSize(16);
        assertThat(Pages.at(Pages.everything(work).page(), "how-calls-fail")
                        .select("dt")
                        .eachText())
                .isEqualTo(documented);
    }

    @Test
    void filesWithoutServicesAreRefused() throws Exception {
        byte[] set = Pages.everything(work).set();

        assertThatThrownBy(() -> HtmlPage.write(
                        DocumentRequest.builder(set, Set.of("old.proto")).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no service in old.proto; name the protos that have services");
    }
}
