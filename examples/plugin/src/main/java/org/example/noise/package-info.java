/** A plugin with one extension of each kind, on the theme of noise. */
@NullMarked
package org.example.noise;

import org.jspecify.annotations.NullMarked;
