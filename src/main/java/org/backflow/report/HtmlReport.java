package org.backflow.report;

import org.backflow.experiment.ComparisonResult;

/** A comparison as one self-contained page. */
final class HtmlReport {

  private HtmlReport() {}

  static String of(ComparisonResult result, String toolVersion, String command) {
    return "<!doctype html><title>" + result.experiment().name() + "</title>";
  }
}
