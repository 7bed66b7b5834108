/** Results side by side: means over seeds, and aligned tables for the terminal and for Markdown. */
@NullMarked
package io.rethink.runner.report;

import org.jspecify.annotations.NullMarked;
