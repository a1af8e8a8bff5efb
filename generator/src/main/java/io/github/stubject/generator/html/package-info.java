/** What there is to call and to listen to, as a page for people. */
@NullMarked
package io.github.stubject.generator.html;

import org.jspecify.annotations.NullMarked;
