package io.github.stubject.generator.internal.reader;

/** A comment as protoc hands it over, and what it belongs to. */
public record PlacedComment(Place place, String text) {}
