package io.rethink.runner.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar made in a test: sources are compiled, and written with a manifest and a services file. */
public final class PluginJar {

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<String> dropped = new ArrayList<>();

  /** Adds a class. */
  public PluginJar source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Adds a plugin {@code p.NAME} that does {@code contributions}, and its services line. */
  public PluginJar plugin(String name, String contributions) {
    file(PluginLocation.SERVICES, "# the plugin\np." + name + "\n");
    return source(
        "p." + name,
        """
        package p;
        public final class %s implements io.rethink.api.Plugin {
          @Override public void contribute(io.rethink.api.Contributions to) { %s }
        }
        """
            .formatted(name, contributions));
  }

  /** Adds a regularizer {@code p.NAME} whose body is {@code members}. */
  PluginJar regularizer(String name, String members) {
    return source(
        "p." + name,
        """
        package p;
        import jakarta.inject.Inject;
        public final class %s implements io.rethink.api.regularization.Regularizer { %s }
        """
            .formatted(name, members));
  }

  PluginJar file(String path, String text) {
    files.put(path, text);
    return this;
  }

  PluginJar attribute(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** Leaves a class out of the jar, although others were compiled against it. */
  PluginJar without(String className) {
    dropped.add(className);
    return this;
  }

  /** Writes the jar. */
  public Path write(Path jar) throws IOException {
    Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
    compile(classes);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(manifest.getMainAttributes()::putValue);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path file : compiled.filter(Files::isRegularFile).sorted().toList()) {
        String path = classes.relativize(file).toString().replace('\\', '/');
        if (!dropped.contains(path.replace(".class", "").replace('/', '.'))) {
          entries.putNextEntry(new ZipEntry(path));
          entries.write(Files.readAllBytes(file));
        }
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        entries.putNextEntry(new ZipEntry(file.getKey()));
        entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private void compile(Path classes) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    boolean compiled = compiler.getTask(null, null, null, arguments, null, units).call();
    if (!compiled) {
      throw new IOException("a test's plugin does not compile");
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
