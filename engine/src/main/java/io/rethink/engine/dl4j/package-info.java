/**
 * Networks computed by stock DL4J: the reference that every other engine is held against, and what
 * runs wherever a faster one does not.
 */
@NullMarked
package io.rethink.engine.dl4j;

import org.jspecify.annotations.NullMarked;
