/**
 * What {@code rethink plugins} says about extensions, made from their records alone. The command
 * prints an {@link io.rethink.runner.documentation.ExtensionDocumentation} as text or as JSON.
 */
@NullMarked
package io.rethink.runner.documentation;

import org.jspecify.annotations.NullMarked;
