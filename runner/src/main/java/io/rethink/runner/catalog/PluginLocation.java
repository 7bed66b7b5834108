package io.rethink.runner.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A place with a services file for plugins: a jar, or a folder of the class path.
 *
 * @param shown how messages call it
 * @param jar the jar; null for a folder
 * @param version the jar's version, where it states one
 * @param api what core-api the jar says it was built against
 * @param pluginClasses the class names in its services file
 * @param loader loads its classes
 */
record PluginLocation(
    String shown,
    @Nullable Path jar,
    @Nullable String version,
    @Nullable String api,
    List<String> pluginClasses,
    ClassLoader loader) {

  /** The file in a jar that names its plugins. */
  static final String SERVICES = "META-INF/services/io.rethink.api.Plugin";

  PluginLocation {
    pluginClasses = List.copyOf(pluginClasses);
  }

  /** A jar of the plugins folder. */
  static PluginLocation ofJar(Path path, ClassLoader application) throws IOException {
    ClassLoader loader = new PluginClassLoader(path, application);
    try (JarFile jar = new JarFile(path.toFile())) {
      return ofJar(path, jar, loader);
    }
  }

  /**
   * A services file on the class path.
   *
   * @param services its address, in a jar or a folder
   */
  static PluginLocation ofClassPath(URL services, ClassLoader application) throws IOException {
    if (services.openConnection() instanceof JarURLConnection connection) {
      connection.setUseCaches(false);
      try (JarFile jar = connection.getJarFile()) {
        return ofJar(Path.of(connection.getJarFileURL().toURI()), jar, application);
      } catch (URISyntaxException e) {
        throw new IOException(e);
      }
    }
    try (InputStream in = services.openStream()) {
      return new PluginLocation(services.getPath(), null, null, null, names(in), application);
    }
  }

  private static PluginLocation ofJar(Path path, JarFile jar, ClassLoader loader)
      throws IOException {
    Manifest manifest = jar.getManifest();
    Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
    String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    JarEntry services = jar.getJarEntry(SERVICES);
    return new PluginLocation(
        path.toString(),
        path,
        version == null ? mavenVersion(jar) : version,
        attributes.getValue(ApiVersion.ATTRIBUTE),
        services == null ? List.of() : names(jar.getInputStream(services)),
        loader);
  }

  private static List<String> names(InputStream services) throws IOException {
    return new String(services.readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** The version that Maven leaves in each jar, if there is one such note. */
  private static @Nullable String mavenVersion(JarFile jar) throws IOException {
    String found = null;
    Enumeration<JarEntry> entries = jar.entries();
    while (entries.hasMoreElements()) {
      JarEntry entry = entries.nextElement();
      if (entry.getName().matches("META-INF/maven/.+/pom\\.properties")) {
        if (found != null) {
          return null;
        }
        Properties properties = new Properties();
        properties.load(jar.getInputStream(entry));
        found = properties.getProperty("version");
      }
    }
    return found;
  }
}
