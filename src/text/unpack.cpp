#include "unpack.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <sstream>

namespace dragoman {

bool is_compressed(std::string_view bytes) {
  constexpr std::array<std::string_view, 4> magic = {"\x1F\x8B", "\x28\xB5\x2F\xFD", "BZh", "\xFD\x37zXZ"};
  for (const std::string_view m : magic) {
    if (bytes.starts_with(m)) return true;
  }
  return false;
}

struct Unpacker::Inside {
  std::string block;  // what the library reads now
  bool is_head = true;
  std::istream& in;
  archive* from = archive_read_new();

  Inside(std::string head, std::istream& source) : block(std::move(head)), in(source) {}
  ~Inside() { archive_read_free(from); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  static la_ssize_t more(archive*, void* self, const void** bytes) {
    auto& inside = *static_cast<Inside*>(self);
    if (!inside.is_head) {
      inside.block.resize(std::size_t{1} << 16);
      inside.in.read(inside.block.data(), static_cast<std::streamsize>(inside.block.size()));
      inside.block.resize(static_cast<std::size_t>(inside.in.gcount()));
    }
    inside.is_head = false;
    *bytes = inside.block.data();
    return static_cast<la_ssize_t>(inside.block.size());
  }
};

Unpacker::Unpacker(std::string head, std::istream& in) : inside_(std::make_unique<Inside>(std::move(head), in)) {
  archive* from = inside_->from;
  archive_read_support_filter_gzip(from);
  archive_read_support_filter_zstd(from);
  archive_read_support_filter_bzip2(from);
  archive_read_support_filter_xz(from);
  archive_read_support_format_raw(from);
  archive_entry* entry = nullptr;
  int got = archive_read_open(from, inside_.get(), nullptr, Inside::more, nullptr);
  if (got == ARCHIVE_OK) got = archive_read_next_header(from, &entry);
  // Without a filter the library did not know the compression and would hand the bytes on as they are.
  if (got != ARCHIVE_OK || archive_filter_code(from, 0) == ARCHIVE_FILTER_NONE)
    problem_ = "compressed, and empty or damaged at its start; get the whole file again";
}

Unpacker::~Unpacker() = default;

std::size_t Unpacker::read(char* to, std::size_t size) {
  if (!problem_.empty()) return 0;
  const la_ssize_t got = archive_read_data(inside_->from, to, size);
  if (got >= 0) return static_cast<std::size_t>(got);
  const char* why = archive_error_string(inside_->from);
  problem_ =
      std::string("compressed, and cut off or damaged (") + (why ? why : "no more is known") + "); get the whole file again";
  return 0;
}

bool unpack(std::string& bytes, std::size_t most) {
  std::istringstream none;
  Unpacker unpacker(std::move(bytes), none);
  bytes.clear();
  std::array<char, 65536> block;
  while (const std::size_t got = unpacker.read(block.data(), block.size())) {
    bytes.append(block.data(), got);
    if (bytes.size() > most) return false;
  }
  return unpacker.problem().empty();
}

}  // namespace dragoman
