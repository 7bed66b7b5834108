/**
 * The randomizations of Zhang et al., "Understanding deep learning requires rethinking
 * generalization" (ICLR 2017), section 2.1: of labels, and of pixels. Each class is one corruption
 * that a configuration can name; what they share is package-private.
 */
@NullMarked
package io.rethink.data.corruption;

import org.jspecify.annotations.NullMarked;
