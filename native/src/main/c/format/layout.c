#include "format/layout.h"

#include <string.h>

enum section {
        S_NULL,
        S_BUILD_ID,
        S_HASH,
        S_DYNSYM,
        S_DYNSTR,
        S_BASE,
        S_TEXT,
        S_PROBES,
        S_DYNAMIC,
        S_NOTE,
        S_SHSTRTAB,
        S_COUNT,
};

enum segment { P_HEAD, P_TEXT, P_DATA, P_DYN, P_BUILD_ID, P_STACK, P_COUNT };

static const char SYMBOL[] = "usdt_probe_sites";

struct build_id {
        Elf64_Nhdr header;
        char owner[4];
        uint8_t id[USDT_BUILD_ID_SIZE];
};

struct signature {
        char mark[USDT_MARK_SIZE];
        uint16_t version, idle_code;
        uint32_t slots;
};

/* How HEAD is laid out after the ELF header. dynstr is last but the signature: its length depends on the name. */
struct head {
        Elf64_Ehdr header;
        Elf64_Phdr segments[P_COUNT];
        Elf64_Shdr sections[S_COUNT];
        struct build_id build_id;
        uint32_t hash[2 + 1 + 2];
        uint32_t padding;
        Elf64_Sym symbols[2];
        struct signature signature;
        char base[8];
        char section_names[128];
        char strings[512];
};

_Static_assert(sizeof(struct head) <= USDT_HEAD_SIZE, "HEAD is one page");
_Static_assert(sizeof(struct build_id) == 36, "no padding in a note");

#define DYNAMIC_ENTRIES 7

static uint64_t align(uint64_t value, uint64_t to)
{
        return (value + to - 1) & ~(to - 1);
}

void usdt_layout_init(struct usdt_layout *layout, uint32_t slots)
{
        layout->slots = (uint32_t)align(slots == 0 ? 1 : slots, USDT_UNIT_SLOTS);
        layout->text = align(USDT_HEAD_SIZE, USDT_UNIT_SIZE);
        layout->text_size = (uint64_t)layout->slots * USDT_STUB_SIZE;
        layout->sem = layout->text + layout->text_size;
        layout->sem_size = 2 * (uint64_t)(USDT_SEMAPHORES_RESERVED + layout->slots);
        layout->dyn = align(layout->sem + layout->sem_size, 16);
        layout->dyn_size = DYNAMIC_ENTRIES * sizeof(Elf64_Dyn);
        layout->note = align(layout->dyn + layout->dyn_size, USDT_UNIT_SIZE);
}

uint64_t usdt_layout_note_size_offset(void)
{
        return offsetof(struct head, sections) + S_NOTE * sizeof(Elf64_Shdr) + offsetof(Elf64_Shdr, sh_size);
}

uint64_t usdt_layout_mark_offset(void)
{
        return offsetof(struct head, signature) + offsetof(struct signature, mark);
}

uint64_t usdt_layout_build_id_offset(void)
{
        return offsetof(struct head, build_id) + offsetof(struct build_id, id);
}

uint64_t usdt_layout_base_address(void)
{
        return offsetof(struct head, base);
}

static size_t soname_index(void)
{
        return 1 + sizeof SYMBOL;
}

static size_t strings_size(const char *soname)
{
        return soname_index() + strlen(soname) + 1;
}

static void section(struct head *head, size_t *names, enum section s, const char *name, Elf64_Shdr header)
{
        size_t length = strlen(name) + 1;
        header.sh_name = (Elf64_Word)*names;
        memcpy(head->section_names + *names, name, length);
        *names += length;
        head->sections[s] = header;
}

static void put_sections(struct head *head, const struct usdt_layout *layout, const char *soname)
{
#define IN_HEAD(member) .sh_addr = offsetof(struct head, member), .sh_offset = offsetof(struct head, member)
        size_t names = 1;
        section(head, &names, S_BUILD_ID, ".note.gnu.build-id",
                (Elf64_Shdr){.sh_type = SHT_NOTE, .sh_flags = SHF_ALLOC, IN_HEAD(build_id),
                             .sh_size = sizeof head->build_id, .sh_addralign = 4});
        section(head, &names, S_HASH, ".hash",
                (Elf64_Shdr){.sh_type = SHT_HASH, .sh_flags = SHF_ALLOC, IN_HEAD(hash), .sh_size = sizeof head->hash,
                             .sh_link = S_DYNSYM, .sh_addralign = 4, .sh_entsize = 4});
        section(head, &names, S_DYNSYM, ".dynsym",
                (Elf64_Shdr){.sh_type = SHT_DYNSYM, .sh_flags = SHF_ALLOC, IN_HEAD(symbols),
                             .sh_size = sizeof head->symbols, .sh_link = S_DYNSTR, .sh_info = 1, .sh_addralign = 8,
                             .sh_entsize = sizeof(Elf64_Sym)});
        section(head, &names, S_DYNSTR, ".dynstr",
                (Elf64_Shdr){.sh_type = SHT_STRTAB, .sh_flags = SHF_ALLOC, IN_HEAD(strings),
                             .sh_size = strings_size(soname), .sh_addralign = 1});
        section(head, &names, S_BASE, ".stapsdt.base",
                (Elf64_Shdr){.sh_type = SHT_PROGBITS, .sh_flags = SHF_ALLOC, IN_HEAD(base), .sh_size = 1,
                             .sh_addralign = 1});
        section(head, &names, S_TEXT, ".text",
                (Elf64_Shdr){.sh_type = SHT_PROGBITS, .sh_flags = SHF_ALLOC | SHF_EXECINSTR, .sh_addr = layout->text,
                             .sh_offset = layout->text, .sh_size = layout->text_size, .sh_addralign = 32});
        section(head, &names, S_PROBES, ".probes",
                (Elf64_Shdr){.sh_type = SHT_PROGBITS, .sh_flags = SHF_ALLOC | SHF_WRITE, .sh_addr = layout->sem,
                             .sh_offset = layout->sem, .sh_size = layout->sem_size, .sh_addralign = 2});
        section(head, &names, S_DYNAMIC, ".dynamic",
                (Elf64_Shdr){.sh_type = SHT_DYNAMIC, .sh_flags = SHF_ALLOC | SHF_WRITE, .sh_addr = layout->dyn,
                             .sh_offset = layout->dyn, .sh_size = layout->dyn_size, .sh_link = S_DYNSTR,
                             .sh_addralign = 8, .sh_entsize = sizeof(Elf64_Dyn)});
        section(head, &names, S_NOTE, ".note.stapsdt",
                (Elf64_Shdr){.sh_type = SHT_NOTE, .sh_offset = layout->note, .sh_addralign = 4});
        section(head, &names, S_SHSTRTAB, ".shstrtab",
                (Elf64_Shdr){.sh_type = SHT_STRTAB, .sh_offset = offsetof(struct head, section_names), .sh_addralign = 1});
        head->sections[S_SHSTRTAB].sh_size = names;
}

static Elf64_Phdr segment(Elf64_Word type, Elf64_Word flags, uint64_t at, uint64_t size, uint64_t alignment)
{
        return (Elf64_Phdr){.p_type = type, .p_flags = flags, .p_offset = at, .p_vaddr = at, .p_paddr = at,
                            .p_filesz = size, .p_memsz = size, .p_align = alignment};
}

static void put_segments(struct head *head, const struct usdt_layout *layout)
{
        uint64_t data_size = layout->dyn + layout->dyn_size - layout->sem;
        head->segments[P_HEAD] = segment(PT_LOAD, PF_R, 0, sizeof *head, USDT_UNIT_SIZE);
        head->segments[P_TEXT] = segment(PT_LOAD, PF_R | PF_X, layout->text, layout->text_size, USDT_UNIT_SIZE);
        head->segments[P_DATA] = segment(PT_LOAD, PF_R | PF_W, layout->sem, data_size, USDT_UNIT_SIZE);
        head->segments[P_DYN] = segment(PT_DYNAMIC, PF_R | PF_W, layout->dyn, layout->dyn_size, 8);
        head->segments[P_BUILD_ID] =
                segment(PT_NOTE, PF_R, offsetof(struct head, build_id), sizeof head->build_id, 4);
        head->segments[P_STACK] = segment(PT_GNU_STACK, PF_R | PF_W, 0, 0, 16);
}

void usdt_layout_head(const struct usdt_layout *layout, const char *soname, const uint8_t id[USDT_BUILD_ID_SIZE],
                      uint8_t out[USDT_HEAD_SIZE])
{
        struct head head = {
                .header = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, EV_CURRENT},
                           .e_type = ET_DYN, .e_machine = USDT_ELF_MACHINE, .e_version = EV_CURRENT,
                           .e_phoff = offsetof(struct head, segments), .e_shoff = offsetof(struct head, sections),
                           .e_ehsize = sizeof(Elf64_Ehdr), .e_phentsize = sizeof(Elf64_Phdr), .e_phnum = P_COUNT,
                           .e_shentsize = sizeof(Elf64_Shdr), .e_shnum = S_COUNT, .e_shstrndx = S_SHSTRTAB},
                .build_id = {.header = {.n_namesz = 4, .n_descsz = USDT_BUILD_ID_SIZE, .n_type = NT_GNU_BUILD_ID},
                             .owner = "GNU"},
                .hash = {1, 2, 1, 0, 0}, /* one bucket, two symbols; the chain is symbol 1 alone */
                .symbols = {[1] = {.st_name = 1, .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), .st_shndx = S_TEXT,
                                   .st_value = layout->text, .st_size = layout->text_size}},
                .signature = {.mark = USDT_MARK, .version = 1, .idle_code = usdt_idle_code(), .slots = layout->slots},
        };
        memcpy(head.build_id.id, id, USDT_BUILD_ID_SIZE);
        memcpy(head.strings + 1, SYMBOL, sizeof SYMBOL);
        memcpy(head.strings + soname_index(), soname, strlen(soname) + 1);
        put_sections(&head, layout, soname);
        put_segments(&head, layout);
        memset(out, 0, USDT_HEAD_SIZE);
        memcpy(out, &head, sizeof head);
}

void usdt_layout_dynamic(const struct usdt_layout *layout, const char *soname, uint8_t *out)
{
        Elf64_Dyn entries[DYNAMIC_ENTRIES] = {
                {DT_SONAME, {soname_index()}},
                {DT_HASH, {offsetof(struct head, hash)}},
                {DT_SYMTAB, {offsetof(struct head, symbols)}},
                {DT_STRTAB, {offsetof(struct head, strings)}},
                {DT_STRSZ, {strings_size(soname)}},
                {DT_SYMENT, {sizeof(Elf64_Sym)}},
                {DT_NULL, {0}},
        };
        memcpy(out, entries, layout->dyn_size);
}
