/** Tests that run Maven on the projects of {@code src/it}, with the plugin as it is packaged. */
@NullMarked
package io.github.stubject.maven.it;

import org.jspecify.annotations.NullMarked;
