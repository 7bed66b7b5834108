package io.rethink.data;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options of a data set that is kept in files. */
public record FileOptions(
    @Description(
            "a folder that holds the official files, or the folder that they unpack to; without it"
                + " they are downloaded once into the cache")
        @Nullable Path folder,
    @Description(
            "whether each file must hold as many images as the official one; false accepts an"
                + " excerpt in the same format too")
        @Default("true")
        boolean complete,
    @Description(
            "addresses of folders that hold the official files, tried before the built-in ones;"
                + " what they give is checked against the official digest")
        @Default("[]")
        List<String> mirrors) {

  public FileOptions {
    mirrors = List.copyOf(mirrors);
  }

  /** The mirrors to try: the user's, then the built-in ones. */
  List<URI> mirrors(List<URI> builtIn) {
    return Stream.concat(mirrors.stream().map(FileOptions::mirror), builtIn.stream()).toList();
  }

  private static URI mirror(String address) {
    if (!address.matches("https?://\\S+")) {
      throw new UserException(
          "\"%s\" in dataset.mirrors is no address: expected http:// or https:// and the folder"
                  .formatted(address)
              + " that holds the files");
    }
    try {
      return URI.create(address.endsWith("/") ? address : address + "/");
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "\"%s\" in dataset.mirrors is no address: %s".formatted(address, e.getMessage()), e);
    }
  }
}
