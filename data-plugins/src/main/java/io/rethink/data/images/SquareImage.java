package io.rethink.data.images;

import com.twelvemonkeys.image.ResampleOp;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes an image to a square. */
final class SquareImage {

  private static final int CHANNELS = 3;

  private SquareImage() {}

  /** Number of bytes of a square of {@code side} pixels. */
  static int bytes(int side) {
    return Math.multiplyExact(CHANNELS, Math.multiplyExact(side, side));
  }

  /**
   * The central square of an image, scaled to {@code side} by a triangle filter: its red values row
   * by row, then the green, then the blue ones. Grey images have three equal channels, and
   * transparency is left out of account.
   *
   * @param file what an image file holds
   * @throws IOException if that is no whole image
   */
  static byte[] decode(byte[] file, int side) throws IOException {
    BufferedImage image = square(read(file));
    int width = image.getWidth();
    int[] pixels = new int[width * width];
    image.getRGB(0, 0, width, width, pixels, 0, width);
    if (isGrey(image)) {
      spreadGrey(image, pixels);
    }
    BufferedImage rgb = new BufferedImage(width, width, BufferedImage.TYPE_INT_RGB);
    rgb.setRGB(0, 0, width, width, pixels, 0, width);
    BufferedImage scaled =
        width == side
            ? rgb
            : new ResampleOp(side, side, ResampleOp.FILTER_TRIANGLE).filter(rgb, null);
    return planes(scaled.getRGB(0, 0, side, side, null, 0, side));
  }

  private static BufferedImage read(byte[] file) throws IOException {
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new IOException("neither JPEG nor PNG");
      }
      ImageReader reader = readers.next();
      try {
        boolean[] cutOff = {false};
        // A decoder of JPEG fills up with grey what is missing, and warns.
        reader.addIIOReadWarningListener(
            (source, warning) -> cutOff[0] |= warning.contains("remature end"));
        reader.setInput(stream, true, true);
        BufferedImage image = reader.read(0);
        if (cutOff[0]) {
          throw new IOException("the file is cut off");
        }
        return image;
      } catch (RuntimeException e) {
        throw new IOException("damaged: " + e, e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage square(BufferedImage image) {
    int side = Math.min(image.getWidth(), image.getHeight());
    return image.getSubimage(
        (image.getWidth() - side) / 2, (image.getHeight() - side) / 2, side, side);
  }

  private static boolean isGrey(BufferedImage image) {
    return !(image.getColorModel() instanceof IndexColorModel)
        && image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /** Java takes grey values for linear light, which JPEG and PNG do not mean. */
  private static void spreadGrey(BufferedImage image, int[] pixels) {
    Raster raster = image.getRaster();
    int shift = image.getColorModel().getComponentSize(0) - Byte.SIZE;
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        int value = shift > 0 ? row[x] >> shift : row[x];
        pixels[y * row.length + x] = value << 16 | value << 8 | value;
      }
    }
  }

  private static byte[] planes(int[] pixels) {
    byte[] planes = new byte[CHANNELS * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      planes[i] = (byte) (pixels[i] >> 16);
      planes[pixels.length + i] = (byte) (pixels[i] >> 8);
      planes[2 * pixels.length + i] = (byte) pixels[i];
    }
    return planes;
  }
}
