package org.backflow.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, the one hash by which Backflow tells contents apart (FIPS 180-4). */
public final class Sha256 {

  private Sha256() {}

  /** Returns a digest of which nothing is read yet, for content that comes in parts. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java runtime has SHA-256", impossible);
    }
  }

  /** Returns the 32 bytes of the digest of {@code content}. */
  public static byte[] of(byte[] content) {
    return begin().digest(content);
  }

  /** Returns the digest of {@code content} in lower-case hexadecimal. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(of(content));
  }

  /** Returns the digest of {@code text} in UTF-8, in lower-case hexadecimal. */
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
