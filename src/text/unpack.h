// Compressed bytes as plain ones: gzip, zstd, bzip2 and xz, also several such files one after the other.
#pragma once

#include <cstddef>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

namespace dragoman {

// By their first bytes.
bool is_compressed(std::string_view bytes);

class Unpacker {
 public:
  // `head` is what was read of `in` already; `in` must outlive this.
  Unpacker(std::string head, std::istream& in);
  ~Unpacker();
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  // Up to `size` bytes; 0 at the end, or where the bytes are damaged: then problem() says so.
  std::size_t read(char* to, std::size_t size);
  const std::string& problem() const { return problem_; }

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
  std::string problem_;
};

// All of `bytes`, at most `most` of them; nothing where they are damaged or more.
bool unpack(std::string& bytes, std::size_t most);

}  // namespace dragoman
