package org.backflow.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds a folder for one run, so that no other writes to it or clears it away meanwhile. The system
 * gives the lock up when the process ends, however it ends: the file that a killed run leaves holds
 * up nobody. On a file system that has no locks, nothing is held.
 */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = ".backflow.lock";

  /** Those of this process: the system's locks are between processes. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes a folder, which is made if it is missing.
   *
   * @param holder the command that takes it, which whoever finds the folder in use is told
   * @return the lock, until it is closed
   * @throws FolderLockException when another run has it, or it cannot be written
   */
  public static FolderLock take(Path folder, String holder) {
    return take(folder, holder, () -> {});
  }

  /**
   * Takes a folder.
   *
   * @param opened is called when the file is open and not yet locked: when others may go away
   */
  static FolderLock take(Path folder, String holder, Runnable opened) {
    try {
      Files.createDirectories(folder);
      Path file = folder.toRealPath().resolve(NAME);
      if (!OWN.add(file)) {
        throw inUse(folder, "another run of this very process");
      }
      try {
        FolderLock lock = new FolderLock(file, locked(folder, file, opened));
        lock.write(
            holder
                + ", process "
                + ProcessHandle.current().pid()
                + ", since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return lock;
      } catch (IOException | RuntimeException e) {
        OWN.remove(file);
        throw e;
      }
    } catch (IOException e) {
      throw new FolderLockException(folder + " cannot be written: " + FailureReason.of(e), e);
    }
  }

  /** Returns the file, locked where that can be, and still that of this name once it is. */
  private static FileChannel locked(Path folder, Path file, Runnable opened) throws IOException {
    while (true) {
      try {
        createIfMissing(file);
        Object before = identity(file);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        opened.run();
        if (isHeldByAnother(channel)) {
          channel.close();
          throw inUse(folder, holder(file));
        }
        if (before.equals(identity(file))) {
          return channel;
        }
        channel.close();
      } catch (NoSuchFileException gone) {
        // Who had it went away in between, and the file with it: there may be a new one.
      }
    }
  }

  private static void createIfMissing(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(file + " is there and is no file of Backflow", there);
      }
    }
  }

  /** Returns what tells a file from a later one of the same name. */
  private static Object identity(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Object key = attributes.fileKey();
    return key == null ? attributes.creationTime() : key;
  }

  private static boolean isHeldByAnother(FileChannel channel) {
    try {
      return channel.tryLock() == null;
    } catch (IOException withoutLocks) {
      return false;
    }
  }

  private static String holder(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.isEmpty() ? "another run" : text;
  }

  private static FolderLockException inUse(Path folder, String holder) {
    return new FolderLockException(
        folder + " is in use by " + holder + "; wait for it, or choose another folder");
  }

  /**
   * Proves that this lock is that of {@code folder}.
   *
   * @throws IllegalArgumentException when it is not
   */
  public void requireOf(Path folder) {
    try {
      if (!file.equals(folder.toRealPath().resolve(NAME))) {
        throw new IllegalArgumentException("the lock of " + file + "; expected that of " + folder);
      }
    } catch (IOException e) {
      throw new FolderLockException(folder + " cannot be used: " + FailureReason.of(e), e);
    }
  }

  private void write(String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** Lets others have the folder. */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The process gives the lock up at its end; whoever comes next takes the file as it is.
    } finally {
      OWN.remove(file);
    }
  }
}
