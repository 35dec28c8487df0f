// The page's files as the build embedded them, compressed with gzip.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dragoman::server {

// Path below the page's root ("assets/index-1a2b.js") and gzip bytes; made by the build from web/dist, else from the stand-in.
std::vector<std::pair<std::string_view, std::string_view>> page_files();

struct PageFile {
  std::string_view path, gzip, type;
  std::string etag;
  bool lasting = false;  // its name changes with its content: a browser may keep it
};

// The file of an address; for one that the page routes itself ("/report/7") its index.html. Nothing: no such file.
std::optional<PageFile> page_file(std::string_view address);

std::string gzip(std::string_view bytes);
std::string gunzip(std::string_view bytes);

// Strong, of the bytes: "\"5f0c…\"".
std::string etag_of(std::string_view bytes);

}  // namespace dragoman::server
