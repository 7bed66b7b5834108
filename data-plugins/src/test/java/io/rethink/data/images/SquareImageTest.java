package io.rethink.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SquareImageTest {

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static int[] decoded(byte[] file, int side) throws IOException {
    byte[] square = SquareImage.decode(file, side);
    return IntStream.range(0, square.length).map(i -> square[i] & 0xff).toArray();
  }

  @Test
  void cutsOutTheCentreChannelByChannel() throws IOException {
    BufferedImage wide = new BufferedImage(5, 2, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 5; x++) {
      for (int y = 0; y < 2; y++) {
        wide.setRGB(x, y, (10 * x + y) << 16 | (100 + 10 * x + y) << 8 | 200 + x);
      }
    }
    assertThat(decoded(png(wide), 2))
        .containsExactly(10, 20, 11, 21, 110, 120, 111, 121, 201, 202, 201, 202);
  }

  @Test
  void averagesWhatItMakesSmaller() throws IOException {
    BufferedImage ramp = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 32; x++) {
      for (int y = 0; y < 32; y++) {
        ramp.setRGB(x, y, ((8 * x) << 16) | ((8 * y) << 8) | ((x + y) % 2 * 254));
      }
    }
    int[] half = decoded(png(ramp), 16);
    for (int y = 2; y < 14; y++) {
      for (int x = 2; x < 14; x++) {
        // A pixel's centre lies between two pixels of the larger image.
        assertThat(half[y * 16 + x]).isBetween(16 * x + 3, 16 * x + 5);
        assertThat(half[256 + y * 16 + x]).isBetween(16 * y + 3, 16 * y + 5);
        assertThat(half[512 + y * 16 + x]).as("a chessboard").isBetween(126, 128);
      }
    }
  }

  @Test
  void keepsGreyValuesAsTheyAre() throws IOException {
    BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = grey.getRaster();
    raster.setSamples(0, 0, 2, 2, 0, new int[] {0, 50, 128, 255});
    assertThat(decoded(png(grey), 2))
        .containsExactly(0, 50, 128, 255, 0, 50, 128, 255, 0, 50, 128, 255);

    BufferedImage deep = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSamples(0, 0, 2, 2, 0, new int[] {0, 50 << 8, 128 << 8, 65535});
    assertThat(decoded(png(deep), 2)).startsWith(0, 50, 128, 255);
  }

  @Test
  void leavesTransparencyOut() throws IOException {
    BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0x80_0A_14_1E);
    assertThat(decoded(png(clear), 1)).containsExactly(10, 20, 30);
  }

  @Test
  void readsJpegInTheFourColoursOfPrinting() throws IOException {
    // python3 -c "import base64, io; from PIL import Image; b = io.BytesIO()
    // Image.new('CMYK', (8, 8), (0, 255, 255, 0)).save(b, 'JPEG', quality=90)
    // print(base64.b64encode(b.getvalue()).decode())"
    byte[] red = Base64.getDecoder().decode(CMYK_RED);
    int[] values = decoded(red, 8);
    assertThat(values[0]).isGreaterThan(200);
    assertThat(values[64]).isLessThan(60);
    assertThat(values[128]).isLessThan(60);
  }

  @Test
  void refusesWhatIsNoImage() {
    assertThatThrownBy(() -> SquareImage.decode(new byte[] {1, 2, 3}, 4))
        .isInstanceOf(IOException.class)
        .hasMessage("neither JPEG nor PNG");
  }

  private static final String CMYK_RED =
      "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4S"
          + "EA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEB"
          + "AQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQci"
          + "cRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm"
          + "Z2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV"
          + "1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9U6/Kqvyqr9U6/9k=";
}
