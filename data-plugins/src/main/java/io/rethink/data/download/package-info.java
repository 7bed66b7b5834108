/**
 * Brings official files into the cache: from one of several mirrors, resumed after a break, checked
 * by digest, by one process at a time. The data sets that are kept in files call it when a file is
 * not there yet.
 */
@NullMarked
package io.rethink.data.download;

import org.jspecify.annotations.NullMarked;
