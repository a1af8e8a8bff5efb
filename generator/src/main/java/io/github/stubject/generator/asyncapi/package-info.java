/** What there is to call and to listen to, as an AsyncAPI document. */
@NullMarked
package io.github.stubject.generator.asyncapi;

import org.jspecify.annotations.NullMarked;
