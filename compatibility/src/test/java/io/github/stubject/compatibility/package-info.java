/** What an upgrade may not break: docs/compatibility.md says what is promised, these tests hold it. */
@NullMarked
package io.github.stubject.compatibility;

import org.jspecify.annotations.NullMarked;
