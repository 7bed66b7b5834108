/** The command line: each command parses its arguments, calls the packages beside it and prints. */
@NullMarked
package io.rethink.runner.cli;

import org.jspecify.annotations.NullMarked;
