/**
 * The explicit regularizers that come with Rethink. The runner finds them through {@link
 * io.rethink.regularization.RegularizerPlugin} and calls each in the roles that it plays: penalties
 * at every step, augmentations as each training example is read, network changes before the network
 * is built, stopping rules after every epoch.
 */
@NullMarked
package io.rethink.regularization;

import org.jspecify.annotations.NullMarked;
