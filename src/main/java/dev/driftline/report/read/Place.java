package dev.driftline.report.read;

import com.fasterxml.jackson.core.JsonLocation;

/// Where something stands in a document.
///
/// @param line   counted from 1
/// @param column counted from 1, in bytes
record Place(int line, int column) {

  static Place of(JsonLocation location) {
    return new Place(location.getLineNr(), location.getColumnNr());
  }
}
