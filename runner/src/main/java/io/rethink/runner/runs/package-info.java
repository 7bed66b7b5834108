/**
 * The folders in which runs and studies keep their records: where they lie, what is in them, and
 * how they are found again. The folder is the truth; everything else is a view of it.
 */
@NullMarked
package io.rethink.runner.runs;

import org.jspecify.annotations.NullMarked;
