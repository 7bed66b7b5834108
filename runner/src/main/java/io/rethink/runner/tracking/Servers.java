package io.rethink.runner.tracking;

import java.io.IOException;
import java.util.Optional;

/** Where runs are sent. */
@FunctionalInterface
interface Servers {

  /**
   * The server as of now, if there is one.
   *
   * @throws io.rethink.api.UserException if it is wrongly named
   */
  Optional<TrackingServer> current() throws IOException;
}
