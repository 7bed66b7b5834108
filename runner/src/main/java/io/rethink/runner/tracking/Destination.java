package io.rethink.runner.tracking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where runs are sent, and what was not sent there yet. */
@FunctionalInterface
interface Destination {

  /**
   * The server as of now, if there is one.
   *
   * @throws io.rethink.api.UserException if it is wrongly named
   */
  Optional<TrackingServer> current() throws IOException;

  /**
   * Runs and studies that nobody carries out any more, and of which a server has been sent the
   * beginning and not the end. Those whose process died without a word are ended, as killed.
   */
  default List<Path> leftUnfinished(TrackingServer server) throws IOException {
    return List.of();
  }
}
