/**
 * What the compiler does not know, computed by DL4J's own layers, vertices and activation functions
 * inside a program: plain arrays go in and come out, parameters and gradients are the network's.
 */
@NullMarked
package io.rethink.engine.compiled.stock;

import org.jspecify.annotations.NullMarked;
