package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// haveFolders looks whether files can be where they are to be written, before
// work that would be lost.
func haveFolders(files ...string) error {
	for _, file := range files {
		if file == "" {
			continue
		}
		if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
			return fmt.Errorf("%s can't be written: %s is no folder", file, filepath.Dir(file))
		}
	}
	return nil
}

// writeWhole writes a file that need not be there yet.
func writeWhole(name, text string) error {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.WriteFile(name, []byte(text), 0o644)
	case err != nil:
		return err
	case info.Mode().IsRegular():
		return replaceFile(name, text)
	}
	return os.WriteFile(name, []byte(text), 0o644) // a pipe, say
}

// replaceFile writes beside the file and renames, so that a full disk can't
// leave half a scheme.
func replaceFile(name, text string) error {
	// A link stays a link: what it leads to is replaced.
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(target)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no regular file, so it is not written", name)
	}
	f, err := os.CreateTemp(filepath.Dir(target), ".kaohe-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err == nil {
		err = f.Chmod(info.Mode().Perm())
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), target)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
