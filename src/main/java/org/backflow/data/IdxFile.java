package org.backflow.data;

import java.util.Arrays;

/**
 * An IDX file of unsigned bytes, checked as far as it can be without the other files.
 *
 * <p>Memory is taken as content arrives, not as the header promises: a damaged header cannot ask
 * for gigabytes.
 */
final class IdxFile {
  private static final int FIRST_CAPACITY = 1 << 24;
  private static final int GROWTH = 4;

  private final DataFile source;
  private final IdxKind kind;
  private final IdxHeader header;
  private final byte[] body;

  private IdxFile(DataFile source, IdxKind kind, IdxHeader header, byte[] body) {
    this.source = source;
    this.kind = kind;
    this.header = header;
    this.body = body;
  }

  static IdxFile read(DataFile source, IdxKind kind, Checksums checksums) {
    boolean digesting = checksums.stateFor(source.name());
    try (ContentReader reader = ContentReader.open(source, digesting)) {
      IdxHeader header = IdxHeader.read(source, kind, reader);
      if (header.bodyBytes() <= source.mostContentBytes()) {
        // Otherwise the header is wrong, and where the content ends is the news.
        header.requireRoom(source, Runtime.getRuntime().maxMemory());
      }
      IdxFile file = new IdxFile(source, kind, header, readBody(reader, header.bodyBytes()));
      file.requireWholeBody();
      file.requireEnd(reader);
      if (digesting) {
        checksums.verify(source, reader.sha256());
      }
      return file;
    }
  }

  DataFile source() {
    return source;
  }

  IdxHeader header() {
    return header;
  }

  /** {@return the elements, not a copy} */
  byte[] body() {
    return body;
  }

  /** {@return what to throw when this element is not as expected} */
  InvalidDataException refusal(int element, String found, String expected) {
    return source.refusal((long) kind.headerBytes() + element, found, expected);
  }

  /** {@return this element, as messages name it} */
  String at(int element) {
    return source.at((long) kind.headerBytes() + element);
  }

  private static byte[] readBody(ContentReader reader, int length) {
    byte[] body = new byte[Math.min(length, FIRST_CAPACITY)];
    int filled = reader.read(body, 0, body.length);
    while (filled == body.length && filled < length) {
      body = Arrays.copyOf(body, (int) Math.min(length, (long) GROWTH * filled));
      filled += reader.read(body, filled, body.length - filled);
    }
    return filled == body.length ? body : Arrays.copyOf(body, filled);
  }

  private void requireWholeBody() {
    if (body.length < header.bodyBytes()) {
      throw refusal(body.length, "the end", "it after " + content());
    }
  }

  private void requireEnd(ContentReader reader) {
    if (reader.read(new byte[1], 0, 1) != 0) {
      throw refusal(body.length, "more bytes", "the end after " + content());
    }
  }

  private String content() {
    String size = kind == IdxKind.IMAGES ? " of " + header.imageSize() : "";
    long end = (long) kind.headerBytes() + header.bodyBytes();
    return header.count() + " " + kind + size + ", at byte " + end;
  }
}
