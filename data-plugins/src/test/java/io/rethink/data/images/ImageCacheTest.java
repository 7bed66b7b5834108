package io.rethink.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.data.RecordedProgress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@link ImageFolder} keeps decoded images. */
class ImageCacheTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void oneClass() throws IOException {
    for (String split : List.of("train", "test")) {
      Path images = Files.createDirectories(folder.resolve(split).resolve("ape"));
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
      assertThat(ImageIO.write(image, "png", images.resolve("a.png").toFile())).isTrue();
    }
  }

  private ImageFolder dataset() {
    return new ImageFolder(
        new ImageFolder.Config(folder.resolve("train"), folder.resolve("test"), 4, null, null),
        () -> folder.resolve("cache"),
        new RecordedProgress());
  }

  @Test
  void imagesThatAreDecodedAreReadFromAFolderThatCannotBeLocked() throws IOException {
    String digest = dataset().digest();
    try (Stream<Path> decoded = Files.list(folder.resolve("cache/image-folder"))) {
      Path lock = decoded.findFirst().orElseThrow().resolve(".lock");
      Files.delete(lock);
      Files.createDirectory(lock);
    }

    assertThat(dataset().digest()).isEqualTo(digest);
  }

  @Test
  void oneDamagedImageIsNamedAsOne() throws IOException {
    Path damaged = Files.writeString(folder.resolve("train/ape/a.png"), "no picture");

    assertThatThrownBy(() -> dataset().train())
        .isInstanceOf(UserException.class)
        .hasMessage(
            "1 image cannot be read. Mend or remove it:\n  " + damaged + ": neither JPEG nor PNG");
  }

  @Test
  void aFolderThatCannotBeWrittenComesWithAWayOut() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file where the folder should be");

    assertThatThrownBy(() -> dataset().train())
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("cannot keep decoded images in " + folder.resolve("cache"))
        .hasMessageEndingWith("name another folder with --data or RETHINK_DATA.");
  }
}
