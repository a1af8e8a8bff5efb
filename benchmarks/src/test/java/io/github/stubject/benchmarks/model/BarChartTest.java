package io.github.stubject.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BarChartTest {
    private static final String GREEN = "#2e7d5b";
    private static final String RED = "#b3553a";

    @Test
    void hasABarForEachResultAsLongAsItsRatioIsNextToItsGoal() throws Exception {
        List<Element> bars = bars(List.of(
                Example.result("unary", "a", 2, Goal.atLeast(2)), Example.result("unary", "b", 0.5, Goal.atLeast(1))));

        assertThat(bars).hasSize(2);
        assertThat(width(bars.get(0))).isEqualTo(2 * width(bars.get(1)));
    }

    @Test
    void cutsOffWhatGoesFarBeyondItsGoal() throws Exception {
        List<Element> bars = bars(List.of(
                Example.result("unary", "a", 100, Goal.atLeast(1)), Example.result("unary", "b", 50, Goal.atLeast(1))));

        assertThat(width(bars.get(0))).isEqualTo(width(bars.get(1)));
    }

    @Test
    void showsByColourWhetherAGoalIsReached() throws Exception {
        List<Element> bars = bars(List.of(
                Example.result("unary", "a", 1.3, Goal.atLeast(1.2)),
                Example.result("unary", "b", 1.1, Goal.atLeast(1.2)),
                Example.result("unary", "c", 0.8, Goal.atMost(0.9))));

        assertThat(bars).extracting(bar -> bar.getAttribute("fill")).containsExactly(GREEN, RED, GREEN);
    }

    @Test
    void endsABarThatJustReachesItsGoalAtTheLine() throws Exception {
        Document chart = chart(List.of(Example.result("unary", "a", 1.2, Goal.atLeast(1.2))));

        Element bar = bars(chart).get(0);
        Element goal = (Element) chart.getElementsByTagName("line").item(0);
        assertThat(Double.parseDouble(goal.getAttribute("x1")))
                .isEqualTo(Double.parseDouble(bar.getAttribute("x")) + width(bar));
    }

    @Test
    void escapesWhatXmlWouldTakeForMarkup() throws Exception {
        Document chart = chart(List.of(Example.result("unary", "a < b & c", 1, Goal.atLeast(1))));

        assertThat(chart.getDocumentElement().getTextContent()).contains("a < b & c");
    }

    @Test
    void isTheSameTextWhateverTheLocale() {
        List<Result> results = List.of(Example.result("unary", "a", 1.3, Goal.atLeast(1.2)));
        Locale before = Locale.getDefault();
        String here = BarChart.of("unary", results);
        try {
            Locale.setDefault(Locale.GERMANY);

            assertThat(BarChart.of("unary", results)).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static List<Element> bars(List<Result> results) throws Exception {
        return bars(chart(results));
    }

    private static List<Element> bars(Document chart) {
        NodeList rectangles = chart.getElementsByTagName("rect");
        List<Element> bars = new ArrayList<>();
        for (int i = 1; i < rectangles.getLength(); i++) { // the first one is the background
            bars.add((Element) rectangles.item(i));
        }
        return bars;
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }

    private static Document chart(List<Result> results) throws Exception {
        String svg = BarChart.of("unary", results);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
