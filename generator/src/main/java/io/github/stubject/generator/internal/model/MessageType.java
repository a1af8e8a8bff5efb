package io.github.stubject.generator.internal.model;

/** The class of a request or a response; deprecated if the message, or one that it is nested in, is. */
public record MessageType(JavaType type, boolean deprecated) {}
