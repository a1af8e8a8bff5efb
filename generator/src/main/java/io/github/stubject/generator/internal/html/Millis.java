package io.github.stubject.generator.internal.html;

/** Times as people write them: in seconds where these are whole. */
final class Millis {
    private static final int A_SECOND = 1000;

    private Millis() {}

    /** The time, with something between number and unit, or nothing. */
    static String text(long millis, String between) {
        return millis % A_SECOND == 0 ? millis / A_SECOND + between + "s" : millis + between + "ms";
    }
}
