package io.github.stubject.generator.internal.model;

/** The class of a message, or of an enum; deprecated if that, or a message that it is nested in, is. */
public record MessageType(JavaType type, boolean deprecated) {}
