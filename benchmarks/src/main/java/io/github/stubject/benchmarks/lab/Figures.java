package io.github.stubject.benchmarks.lab;

import java.util.Arrays;

/** What a child answers after a run. */
record Figures(Sample sample, long allocated) {
    static String line(Sample sample, long allocated) {
        return sample.operations() + " " + sample.nanos() + " " + sample.median() + " " + sample.p99() + " "
                + allocated;
    }

    static Figures parse(String line) {
        long[] numbers =
                Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        return new Figures(new Sample(numbers[0], numbers[1], numbers[2], numbers[3]), numbers[4]);
    }
}
