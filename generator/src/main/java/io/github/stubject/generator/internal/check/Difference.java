package io.github.stubject.generator.internal.check;

import io.github.stubject.generator.check.Rule;

/** What differs between two versions of a message or of an enum. */
record Difference(Rule rule, Element element, String what, Breaks breaks) {}
