package org.backflow.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that is new, whose name nobody can foresee, and that is locked while it is written. The
 * lock ends with the process, whatever ends it: a file of such a name without a lock was left by a
 * process that died, and can be removed.
 */
final class TemporaryFile implements AutoCloseable {
  private static final String PREFIX = ".backflow-";
  private static final String SUFFIX = ".part";
  private static final String NAME = "\\.backflow-[0-9a-f]{32}\\.part";

  /**
   * Those that this process writes: locks are between processes, and to close any channel of a file
   * gives up all that the process has on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private TemporaryFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Creates one in {@code folder}; what fails names the folder. */
  static TemporaryFile in(Path folder) throws IOException {
    return in(folder, UUID::randomUUID);
  }

  /**
   * Creates one under the first of {@code names} that can be had.
   *
   * @param names which nobody can foresee, but for tests that plant what an attacker would
   */
  static TemporaryFile in(Path folder, Supplier<UUID> names) throws IOException {
    Path real = folder.toRealPath();
    while (true) {
      Path path = real.resolve(PREFIX + names.get().toString().replace("-", "") + SUFFIX);
      @Nullable TemporaryFile created = create(path, folder);
      if (created != null) {
        return created;
      }
    }
  }

  /** Returns nothing where another process took the file for a leftover before it was locked. */
  private static @Nullable TemporaryFile create(Path path, Path folder) throws IOException {
    OWN.add(path);
    try {
      TemporaryFile file =
          new TemporaryFile(
              path,
              FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      if (file.isLocked() && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
      file.close();
      return null;
    } catch (AccessDeniedException e) {
      OWN.remove(path);
      throw named(new AccessDeniedException(folder.toString()), e);
    } catch (FileSystemException e) {
      OWN.remove(path);
      throw named(new FileSystemException(folder.toString(), null, e.getReason()), e);
    }
  }

  private boolean isLocked() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      if (!channel.isOpen()) {
        throw e;
      }
      // The file system has no locks. Then nobody gets one, and nobody removes the file.
      return true;
    }
  }

  private static FileSystemException named(FileSystemException named, Throwable cause) {
    named.initCause(cause);
    return named;
  }

  /** Returns where to write; the file stays open, and locked, when this is closed. */
  OutputStream out() {
    return new FilterOutputStream(Channels.newOutputStream(channel)) {
      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  void force() throws IOException {
    channel.force(true);
  }

  /** Puts it in the place of {@code file}; what fails names {@code file}. */
  void moveTo(Path file) throws IOException {
    try {
      Files.move(
          path,
          file.toAbsolutePath(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw named(new FileSystemException(file.toString(), null, e.getReason()), e);
    }
  }

  /** Removes it, unless it was moved. */
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    } finally {
      OWN.remove(path);
    }
  }

  /** Removes from {@code folder} what processes that died left there. */
  static void removeLeftovers(Path folder) {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder.toRealPath(), PREFIX + "*" + SUFFIX)) {
      for (Path path : found) {
        String name = String.valueOf(path.getFileName());
        if (name.matches(NAME)
            && !OWN.contains(path)
            && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          removeIfUnlocked(path);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Where nothing can be listed, nothing can be left; what is wrong is told when it is written.
    }
  }

  private static void removeIfUnlocked(Path path) {
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        @Nullable FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // It is in use, or not ours to remove: it may stay.
    }
  }
}
