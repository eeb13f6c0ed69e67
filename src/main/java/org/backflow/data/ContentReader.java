package org.backflow.data;

import java.io.EOFException;
import java.io.IOException;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.zip.ZipException;
import org.backflow.files.Sha256;

/**
 * Reads the content of a file once, from front to back, counting its bytes and, if wanted, taking
 * their SHA-256 on the way. What cannot be read becomes an {@link InvalidDataException}.
 */
final class ContentReader implements AutoCloseable {
  private static final int DRAIN_BYTES = 1 << 16;

  /** What Java says of a stream that does not begin as gzip does. */
  private static final String NOT_GZIP = "Not in GZIP format";

  private final DataFile file;
  private final DigestInputStream stream;
  private long offset;

  private ContentReader(DataFile file, DigestInputStream stream) {
    this.file = file;
    this.stream = stream;
  }

  static ContentReader open(DataFile file, boolean digesting) {
    try {
      DigestInputStream stream = new DigestInputStream(file.open(), Sha256.begin());
      stream.on(digesting);
      return new ContentReader(file, stream);
    } catch (IOException e) {
      throw unreadable(file, 0, e);
    }
  }

  /** {@return how many bytes were put into the target: fewer than asked for only at the end} */
  int read(byte[] target, int from, int length) {
    int total = 0;
    try {
      while (total < length) {
        int count = stream.read(target, from + total, length - total);
        if (count < 0) {
          break;
        }
        total += count;
        offset += count;
      }
      return total;
    } catch (IOException e) {
      throw unreadable(file, offset, e);
    }
  }

  /**
   * Reads to the end of the content and keeps nothing of it.
   *
   * @param most bytes, at which content is refused: a short compressed file can hold any number
   */
  void drain(long most) {
    byte[] unused = new byte[DRAIN_BYTES];
    while (read(unused, 0, unused.length) == unused.length) {
      if (offset > most) {
        throw file.refusal(most, "more bytes", "the end of a file that is only verified");
      }
    }
  }

  /** {@return the SHA-256 of what has been read, in lower-case hexadecimal} */
  String sha256() {
    return HexFormat.of().formatHex(stream.getMessageDigest().digest());
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw unreadable(file, offset, e);
    }
  }

  private static InvalidDataException unreadable(DataFile file, long offset, IOException cause) {
    String found;
    if (cause instanceof EOFException) {
      found = "the end of a truncated gzip file, expected more compressed data";
    } else if (offset == 0 && NOT_GZIP.equals(cause.getMessage())) {
      found = "data that is not compressed, expected gzip data, as the name says";
    } else if (cause instanceof ZipException) {
      found = "damaged gzip data (" + cause.getMessage() + "), expected gzip data without damage";
    } else {
      found = "a read error (" + cause + "), expected a readable file";
    }
    return new InvalidDataException(file.at(offset) + ": found " + found, cause);
  }
}
