package io.github.stubject.generator.internal.model;

/** What the schema says to readers: the comment as protoc hands it over (empty if there is none), and deprecation. */
public record Docs(String comment, boolean deprecated) {}
