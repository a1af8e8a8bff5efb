/** For the tests of services and clients. */
@NullMarked
package io.github.stubject.testing;

import org.jspecify.annotations.NullMarked;
