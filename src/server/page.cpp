#include "page.h"

#include <xxhash.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>

namespace dragoman::server {
namespace {

constexpr int quick = 1;        // zlib's level for answers: most of the gain at a tenth of the time
constexpr int gzip_frame = 31;  // 15 bits of window, and gzip's header

std::string_view type_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> types{{{".html", "text/html; charset=utf-8"},
                                                                                 {".js", "text/javascript; charset=utf-8"},
                                                                                 {".mjs", "text/javascript; charset=utf-8"},
                                                                                 {".css", "text/css; charset=utf-8"},
                                                                                 {".json", "application/json; charset=utf-8"},
                                                                                 {".geojson", "application/geo+json"},
                                                                                 {".svg", "image/svg+xml; charset=utf-8"},
                                                                                 {".png", "image/png"},
                                                                                 {".ico", "image/x-icon"},
                                                                                 {".webp", "image/webp"},
                                                                                 {".woff2", "font/woff2"},
                                                                                 {".pbf", "application/x-protobuf"},
                                                                                 {".webmanifest", "application/manifest+json"},
                                                                                 {".txt", "text/plain; charset=utf-8"}}};
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::vector<PageFile> all_files() {
  std::vector<PageFile> all;
  for (const auto& [path, bytes] : page_files())
    all.push_back({path, bytes, type_of(path), etag_of(bytes), path.starts_with("assets/")});
  return all;
}

}  // namespace

std::optional<PageFile> page_file(std::string_view address) {
  static const std::vector<PageFile> files = all_files();
  const auto find = [&](std::string_view path) -> std::optional<PageFile> {
    const auto at = std::find_if(files.begin(), files.end(), [&](const PageFile& f) { return f.path == path; });
    return at == files.end() ? std::nullopt : std::optional(*at);
  };
  if (auto file = find(address.substr(std::min<std::size_t>(1, address.size())))) return file;
  // A missing script or picture is no view of the page.
  if (address.starts_with("/assets/")) return std::nullopt;
  return find("index.html");
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, quick, Z_DEFLATED, gzip_frame, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string gunzip(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, gzip_frame) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, 65536> block;
  int code = Z_OK;
  while (code == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    code = inflate(&stream, Z_NO_FLUSH);
    out.append(block.data(), block.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return out;
}

std::string etag_of(std::string_view bytes) {
  std::array<char, 24> hex{};
  std::snprintf(hex.data(), hex.size(), "\"%016llx\"",
                static_cast<unsigned long long>(XXH3_64bits(bytes.data(), bytes.size())));
  return hex.data();
}

}  // namespace dragoman::server
