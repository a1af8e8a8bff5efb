package io.github.stubject.generator.check;

/**
 * A finding that somebody allowed.
 *
 * @param reason why, as it is written where it is allowed
 */
public record AllowedFinding(Finding finding, String reason) {}
