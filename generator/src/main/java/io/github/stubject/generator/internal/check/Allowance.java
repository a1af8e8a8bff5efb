package io.github.stubject.generator.internal.check;

import io.github.stubject.generator.check.Rule;
import io.github.stubject.generator.check.SourcePlace;

/**
 * Somebody's word that findings of a rule are well, about an element and all that is inside it.
 *
 * @param place where it is written
 * @param element the element, or how to speak of it
 */
record Allowance(SourcePlace place, Rule rule, String element, String reason) {}
