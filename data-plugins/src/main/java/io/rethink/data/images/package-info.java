/**
 * Data sets of image files in folders. {@link io.rethink.data.images.ImageFolder} lists the files,
 * decodes each once to a square of bytes in a file of the cache, and maps that file into memory.
 */
@NullMarked
package io.rethink.data.images;

import org.jspecify.annotations.NullMarked;
