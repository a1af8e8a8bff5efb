package io.github.stubject.generator.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Names and texts come back from JSON and from YAML as they were. */
class WritersTest {
    private static Object fromYaml(Node.Mapping mapping) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(YamlWriter.write(mapping));
    }

    private static Object fromJson(Node.Mapping mapping) throws IOException {
        return new ObjectMapper().readValue(JsonWriter.write(mapping), Object.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "~",
                "null",
                "Null",
                "true",
                "FALSE",
                "yes",
                "No",
                "on",
                "OFF",
                "y",
                "N",
                "123",
                "-1",
                "0x1F",
                "0o7",
                "1e3",
                "1_000",
                "12:30:45",
                "2026-11-27",
                "1.4.0",
                ".inf",
                ".NaN",
                "NaN",
                "<<",
                "=",
                "---",
                "...",
                "- a",
                "? a",
                ": a",
                "a: b",
                "a:",
                "a #b",
                "#a",
                "&a",
                "*a",
                "!a",
                "|",
                ">",
                "%a",
                "@a",
                "`a`",
                "'a'",
                "\"a\"",
                "{a}",
                "[a]",
                "a, b",
                "a\\b",
                " a",
                "a ",
                "a  b",
                "a\tb",
                "\ta",
                "a\nb",
                "a\n\nb\n",
                "\na",
                " a\nb",
                "a\n  b\n c",
                "a \nb",
                "a\n \nb",
                "a\r\nb",
                "a\rb",
                "a\u0085b",
                "a\u2028b\nc",
                "\ufeffa",
                "a\u0000b",
                "a\u007fb\nc",
                "\uffff",
                "Gr\u00fc\u00dfe \ud83d\ude00",
                "# a\nb: c\n- d",
                "a\nb:\t",
                "|-\n a",
                "a.b-c/d_$"
            })
    void aStringComesBackAsNameAndAsText(String text) throws IOException {
        Node.Mapping mapping = new Node.Mapping()
                .put(text, text)
                .put("in lists", Node.Sequence.ofTexts(List.of(text, "b")))
                .put(
                        "inside",
                        Node.Sequence.of(new Node.Mapping().put(text, text).put("c", text)))
                .put("at the end", text);

        assertThat(fromYaml(mapping)).isEqualTo(fromJson(mapping));
        assertThat(((Map<?, ?>) fromJson(mapping)).get("at the end")).isEqualTo(text);
    }

    @Test
    void namesMayBeLongerThanYamlAllowsBeforeAColon() throws IOException {
        String name = "n".repeat(5000);
        Node.Mapping mapping = new Node.Mapping()
                .put(name, "a")
                .put(
                        "inside",
                        new Node.Mapping()
                                .put(name, new Node.Mapping().put(name, "a").put("b", "c")))
                .put("in lists", Node.Sequence.of(new Node.Mapping().put(name, Node.Sequence.of(new Node.Mapping()))));

        assertThat(fromYaml(mapping)).isEqualTo(fromJson(mapping));
    }

    @Test
    void textsMayBeLong() throws IOException {
        Node.Mapping mapping = new Node.Mapping()
                .put("words", "word ".repeat(100_000) + "end")
                .put("lines", "line\n".repeat(100_000) + "end");

        assertThat(fromYaml(mapping)).isEqualTo(fromJson(mapping));
    }

    @Test
    void allKindsOfNodesStandInBoth() {
        Node.Mapping mapping = new Node.Mapping()
                .put("text", "plain words")
                .put("quoted", "1.0")
                .put("lines", "first\n\n  second")
                .put("number", -3)
                .put("flag", true)
                .put("nothing", new Node.Null())
                .put("empty", new Node.Mapping())
                .put("none", Node.Sequence.of())
                .put(
                        "list",
                        Node.Sequence.of(
                                new Node.Mapping().put("a", 1).put("b", Node.Sequence.of(new Node.Text("c"))),
                                Node.Sequence.of(new Node.Flag(false))));

        assertThat(YamlWriter.write(mapping)).isEqualTo("""
                text: plain words
                quoted: "1.0"
                lines: |-
                  first

                    second
                number: -3
                flag: true
                nothing: null
                empty: {}
                none: []
                list:
                  - a: 1
                    b:
                      - c
                  -
                    - false
                """);
        assertThat(JsonWriter.write(mapping)).isEqualTo("""
                {
                  "text": "plain words",
                  "quoted": "1.0",
                  "lines": "first\\n\\n  second",
                  "number": -3,
                  "flag": true,
                  "nothing": null,
                  "empty": {},
                  "none": [],
                  "list": [
                    {
                      "a": 1,
                      "b": [
                        "c"
                      ]
                    },
                    [
                      false
                    ]
                  ]
                }
                """);
    }
}
