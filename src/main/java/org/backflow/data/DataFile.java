package org.backflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file of a data folder. Its content is what it holds once uncompressed, and its name is without
 * the {@value #COMPRESSED_SUFFIX}.
 *
 * @param path where it lies
 * @param name the name of the content
 * @param compressed whether the file is the content compressed by gzip
 */
record DataFile(Path path, String name, boolean compressed) {
  static final String COMPRESSED_SUFFIX = ".gz";
  private static final int BUFFER_BYTES = 1 << 16;

  /** A run of equal bytes, as deflate writes it at best. */
  private static final long MOST_BYTES_PER_COMPRESSED_BYTE = 1032;

  /** {@return the name of the content of a file of this name} */
  static String contentName(String fileName) {
    return fileName.endsWith(COMPRESSED_SUFFIX)
        ? fileName.substring(0, fileName.length() - COMPRESSED_SUFFIX.length())
        : fileName;
  }

  /** {@return the content as a stream, which the caller closes} */
  InputStream open() throws IOException {
    InputStream file = Files.newInputStream(path);
    if (!compressed) {
      return file;
    }
    try {
      return new GZIPInputStream(file, BUFFER_BYTES);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** {@return the most bytes that the content can have} */
  long mostContentBytes() {
    try {
      long size = Files.size(path);
      return compressed ? size * MOST_BYTES_PER_COMPRESSED_BYTE : size;
    } catch (IOException e) {
      // Whoever opens it says what is wrong.
      return 0;
    }
  }

  /** {@return what to throw when the content is not as expected from this byte on} */
  InvalidDataException refusal(long offset, String found, String expected) {
    return new InvalidDataException(at(offset) + ": found " + found + ", expected " + expected);
  }

  /** {@return this file and this byte of its content, as messages name them} */
  String at(long offset) {
    return path + ": at byte " + offset + (compressed ? " of the uncompressed content" : "");
  }
}
