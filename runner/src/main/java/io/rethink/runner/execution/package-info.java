/**
 * Carries a study out: each of its runs gets a folder, a journal and a training, and one that fails
 * does not stop the others. A study that has been begun goes on with what is left of it, by workers
 * in this process or in others.
 */
@NullMarked
package io.rethink.runner.execution;

import org.jspecify.annotations.NullMarked;
