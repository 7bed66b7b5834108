/**
 * Makes the runs' journals visible in MLflow. A {@link io.rethink.runner.tracking.Tracker} sends
 * them while they are written, from a thread of its own; a {@link
 * io.rethink.runner.tracking.Synchronization} sends later what was not sent. Sending anything twice
 * changes nothing on the server. Also installs and starts a server where there is none.
 */
@NullMarked
package io.rethink.runner.tracking;

import org.jspecify.annotations.NullMarked;
